"""Small criteria tables; {0} and {1} are codes of agencies."""

# ruff: noqa: E501 - a line of a table is one line

TABLE = """\
code,level,name_vi,max_points,assessment,rule,rule_params,measure_vi,lead_agency
1,field,"Công tác chỉ đạo, điều hành",10,documents,sum,,,{0}
1.1,criterion,Kế hoạch cải cách hành chính,6,documents,sum,,,{0}
1.1.1,subcriterion,Mức độ hoàn thành kế hoạch,2,documents,ladder,100=1; 80=0.5; 0=0,% nhiệm vụ hoàn thành,{0}
1.1.2,subcriterion,Sáng kiến cải cách hành chính,2,documents,count,2=1; 1=0.5; 0=0,số sáng kiến,{0}
1.1.3,subcriterion,Tỷ lệ văn bản đúng hạn,2,documents,ratio,floor=80,% văn bản đúng hạn,{0}
1.2,criterion,Ban hành kế hoạch đúng hạn,2,documents,yesno,,,{0}
1.3,criterion,Báo cáo định kỳ,2,documents,checklist,4,số báo cáo đạt yêu cầu,{0}
2,field,Cải cách thể chế,10,mixed,sum,,,{1}
2.1,criterion,Chất lượng văn bản,4,documents,manual,,,{1}
2.2,criterion,Tác động đến người dân,3,survey,survey,,,{0}
2.3,criterion,Tỷ lệ hồ sơ đúng hạn,3,statistics,ratio,floor=0,% hồ sơ đúng hạn,{1}
"""
# The kinds of rule that the first table lacks, some with full points where nothing arose; {0} answers for all of it.
OTHER_TABLE = """\
code,level,name_vi,max_points,assessment,rule,rule_params,measure_vi,lead_agency
1,field,"Công tác chỉ đạo, điều hành",16,documents,sum,,,{0}
1.1,criterion,Gửi báo cáo định kỳ đúng hạn,4,documents,deadline,0=1; 5=0.5; 10=0,,{0}
1.2,criterion,Tỷ lệ kiến nghị được xử lý,4,documents,mixed,floor=70; full=90; na=full,% kiến nghị được xử lý,{0}
1.3,criterion,Văn bản ban hành sai quy định,4,documents,deduction,each=0.25; na=out,,{0}
1.4,criterion,Xử lý vi phạm được phát hiện,4,documents,manual,na=full,,{0}
2,field,Tác động đến kinh tế - xã hội,4,statistics,sum,,,{0}
2.1,criterion,Tốc độ tăng trưởng,4,statistics,statistics,,,{0}
"""
FORMULA_TABLE = """\
code,level,name_vi,max_points,assessment,rule,rule_params,lead_agency,bonus
1,field,"Công tác chỉ đạo, điều hành",20,documents,sum,,{0},
1.1,criterion,Hoàn thành nhiệm vụ được giao,8,documents,formula,done: Nhiệm vụ hoàn thành; given: Nhiệm vụ được giao; = maximum * done / given,{0},
1.2,criterion,Kế hoạch năm,8,documents,checklist,Ban hành đúng hạn; Có phân công; Có kinh phí; Có báo cáo,{0},
1.3,criterion,Tỷ lệ hồ sơ đúng hạn,4,documents,ladder,100=1; 80=0.5; 0=0,{0},
1.4,criterion,Vi phạm bị xử lý,0,documents,deduction,each=0.5; most=2,{0},
1.5,criterion,Sáng kiến được công nhận,1,documents,manual,,{0},x
"""
